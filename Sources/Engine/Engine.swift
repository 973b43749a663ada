// Engine: agents, components and tickets; names no product.
