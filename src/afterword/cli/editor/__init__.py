"""The language server: what ``afterword lsp`` runs."""
