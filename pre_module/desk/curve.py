"""A curve for paper: plain SVG, for the family's document is read where no script runs."""

from collections.abc import Sequence
from datetime import date

from frappe.utils import formatdate

WIDTH, HEIGHT, MARGIN, FOOT = 680, 190, 46, 26
LOW, HIGH = 20, 80  # scores shown; a score beyond widens it


def curve(points: Sequence[tuple[date, float]]) -> str:
	"""The T scores of one child by day, with the line of 50 (all as expected); empty for fewer than two.

	Only numbers and dates go in: nothing that anybody typed.
	"""
	if len(points) < 2:
		return ""
	scores = [score for _day, score in points]
	low, high = min(LOW, *scores), max(HIGH, *scores)
	first, days = points[0][0], max((points[-1][0] - points[0][0]).days, 1)

	def x(day: date) -> float:
		return MARGIN + (day - first).days / days * (WIDTH - 2 * MARGIN)

	def y(score: float) -> float:
		return HEIGHT - FOOT - (score - low) / (high - low) * (HEIGHT - FOOT - 24)

	line = " ".join(f"{x(day):.1f},{y(score):.1f}" for day, score in points)
	expected = (
		f'<line x1="{MARGIN}" y1="{y(50):.1f}" x2="{WIDTH - MARGIN}" y2="{y(50):.1f}"'
		' stroke="#777" stroke-dasharray="6 4"/>'
		f'<text x="8" y="{y(50) + 5:.1f}" font-size="14" fill="#555">50</text>'
	)
	marks = "".join(
		f'<circle cx="{x(day):.1f}" cy="{y(score):.1f}" r="6" fill="#1f4e79"/>'
		f'<text x="{x(day):.1f}" y="{y(score) - 11:.1f}" font-size="15" text-anchor="middle">{score:.0f}</text>'
		f'<text x="{x(day):.1f}" y="{HEIGHT - 6}" font-size="13" text-anchor="middle">{formatdate(day)}</text>'
		for day, score in points
	)
	path = f'<polyline points="{line}" fill="none" stroke="#1f4e79" stroke-width="3"/>'
	return (
		f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
		f' viewBox="0 0 {WIDTH} {HEIGHT}">{expected}{path}{marks}</svg>'
	)
