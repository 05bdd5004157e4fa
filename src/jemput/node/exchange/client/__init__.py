"""The lower end of the exchange: asks to be let in, pushes packets, then pulls news."""
