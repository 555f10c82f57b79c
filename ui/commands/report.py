"""`caravan report`: what was collected in the web app, as a file."""

from __future__ import annotations

from dataclasses import asdict

import typer

from ui.options import Home, Json
from ui.reports.destination import Destination, Force, ReportFile, ReportFormat
from ui.reports.formats import Format


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("report")(report_command)


def report_command(
    context: typer.Context,
    format: ReportFormat = None,
    file: ReportFile = None,
    force: Force = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Write out the report that was collected in the web app.

    Its quotes and answers come in their order, with your comments. A quote whose source has changed
    or was removed since says so. Without --format and --output, it is printed as Markdown.

    \b
    Examples:
      caravan report --output report.docx
      caravan report --format bibtex
      caravan report > report.md
    """
    from ui.compose import open_corpus
    from ui.output import Output
    from ui.reports.collected import read_collected
    from vectorstore import InputError

    output = Output(json)
    destination = Destination.of(format, file, force, json) or Destination(Format.MARKDOWN)
    with open_corpus(home or context.obj).database.read() as connection:
        collected = read_collected(connection)
    if json:
        items = [asdict(item) for item in collected.items]
        output.document({"title": collected.title, "items": items})
        return
    if not collected.items:
        raise InputError(
            "Nothing has been collected for a report.",
            "Choose “Add to report” beside an answer or a quote in the web app: caravan serve",
        )
    content = collected.render(destination.format)
    destination.write(content, output, collected.has_citations)
