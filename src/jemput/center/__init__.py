"""The ministry's side: opens packets, searches 1:N, decides, publishes."""
