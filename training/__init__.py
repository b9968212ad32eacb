"""How the weights in ``analysis/models`` were made: data -> train -> export -> evaluate."""
