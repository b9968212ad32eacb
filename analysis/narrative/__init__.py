"""Who acts, who suffers, and who is cast as what?  May ask the rooms of reading, who, voices, stance and terms."""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "agency": "find_actions",
        "balance": "authors harms_to side_balance",
        "retell": "RetellError retell_action",
        "roles": "ROLES find_roles",
    },
)
