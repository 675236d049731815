"""The rules, one file each, named by the subject; nothing is registered by hand."""
