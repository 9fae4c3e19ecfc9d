"""Which rows of several rolls are one party, one seat, one person: rolls go in, rows and where each went come out."""
