"""The forms in which findings are reported, one file each; a file's ``write`` makes the whole report."""
