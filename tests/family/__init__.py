"""One protocol in three editions: the files of two are made of those of the first.

Japannext's documents for bonds and Osaka Digital Exchange's for equities repeat Japannext's for equities, a few fields
and codes apart. nasdaq-protocols reads one whole file and knows no inclusion, and whoever opens a folder of specs/ or
features/ shall find everything in it: so the files are whole, and are written by a program that holds what differs.
"""
