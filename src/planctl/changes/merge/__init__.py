"""Two people's changes to one plan file, put together by what they mean."""
