"""The typed lint of expressions: held to CloudFormation's schemas, to the shapes of AWS's APIs, and to what relations lead to.

Before there is a document, every part of an expression gets a type that covers all values it may have. What can never be meant
(a property that is none, a comparison that never holds, a function of a wrong type) is an ExpressionError with its caret; what fails
on some documents is an ExpressionWarning.
"""

from scanner.shapes.policies import Complaint, policy_complaints, relation_complaints
from scanner.shapes.world import Relations

__all__ = ["Complaint", "Relations", "policy_complaints", "relation_complaints"]
