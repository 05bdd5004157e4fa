"""Schools: their register and rosters, who of the pupils is due, and progress in people and in schools."""
