"""The web app: Streamlit's pages, and the server that brings them."""
