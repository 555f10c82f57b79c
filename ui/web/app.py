"""The script that Streamlit runs for every visit and every click."""

# A process that reads files runs what is its parent's main script at the time, under another name.
if __name__ == "__main__":
    from ui.web import frame

    frame.draw()
