"""Programs that print the figures this project states; bench/README.md says which, and how they are taken."""
