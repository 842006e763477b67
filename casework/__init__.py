"""What we do: one verb a module. A verb is a synchronous function inside one transaction and never touches a network."""
