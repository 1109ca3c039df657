"""What all trainers share; imported only where a model is trained. Needs the extra `train`."""
