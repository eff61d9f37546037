"""Submissions in GraphQL."""

from service.domain import agencies, submissions
from service.graphql.bodies import Agency
from service.graphql.fields import leads_to
from service.graphql.nodes import Node
from service.graphql.showing import shows


@shows(submissions.Submission)
class Submission(Node):
    """One push of figures by an agency."""

    agency: Agency = leads_to(agencies.Agency, "agency", "The agency whose figures they are.")
