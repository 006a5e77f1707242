"""What a paper is put together from: its sections, their blocks, and the view it is made from."""
