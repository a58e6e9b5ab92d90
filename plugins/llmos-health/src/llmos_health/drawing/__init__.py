"""Drawing daily figures: as characters for a terminal, as pictures for everything else."""
