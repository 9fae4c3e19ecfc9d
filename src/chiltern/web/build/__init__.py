"""The builders: what was asked of a record goes in, a page's value comes out. A module for each family of pages."""
