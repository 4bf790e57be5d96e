"""The local page for one person: server-rendered, loopback only, no accounts. It writes the person folder.

Whatever the page does the folder can do. Only this package imports FastAPI.
"""
