"""What of a plan is for whom: a plan is made smaller before anything is made of it for readers."""
