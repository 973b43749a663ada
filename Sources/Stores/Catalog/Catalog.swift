// Catalog: the only meeting point of console, agents and components.
