"""The script that Streamlit runs for every visit and every click."""

from ui.web import page

page.draw()
