"""Who sees what. One place decides; every door asks it."""
