"""The look the three programs share: shells, components, tables, charts, maps, words in two languages."""
