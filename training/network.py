"""The network of the stance model: an MPNet that reads a text once, and its last layers once for each target asked about.

The lower layers see the text alone.  Then one vector is added to the states of the target's tokens and another to the first token's, and the
upper layers read on, each time with another target marked.  So the targets of one text share most of their reading, and no answer depends on
what else is asked.  Marking spans of a text that is read once: Ye et al. 2022, "Packed Levitated Marker for Entity and Relation
Extraction", ACL; here the marks come late instead, and change how the text itself is read on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from transformers import MPNetConfig, MPNetForSequenceClassification

from analysis.stance.encoding import INPUTS, EncodedText

SHARED_LAYERS = 8
"""Layers that read the text alone.  With the vectors set to what markers in the text did on average, and no training, macro F1 on 400 targets of
NewsMTSC dev was 70.5, 71.8, 75.3 and 71.1 for 6, 7, 8 and 9."""


class LateMarked(MPNetForSequenceClassification):
    """MPNet with a classifier on the first token; ``mark`` holds what is added to the first token (row 0) and to the target's tokens (row 1)."""

    def __init__(self, config: MPNetConfig) -> None:
        super().__init__(config)
        settings = dict(getattr(config, "framing", {}))
        self.shared = int(settings.get("shared_layers", min(SHARED_LAYERS, config.num_hidden_layers - 1)))
        self.config.framing = {**settings, "input": INPUTS[0], "shared_layers": self.shared}
        self.mark = torch.nn.Parameter(torch.zeros(2, config.hidden_size))

    def forward(self, readings: Sequence[EncodedText]) -> torch.Tensor:
        """Return the logits of each reading, (n, labels); a text that is there more than once is read once by the lower layers."""
        number: dict[tuple[int, ...], int] = {}
        text_of = [number.setdefault(one.ids, len(number)) for one in readings]
        ids, mask = padded(list(number), self.config.pad_token_id or 0)
        ids, mask = ids.to(self.device), mask.to(self.device)
        states = self.layers(self.mpnet.embeddings(input_ids=ids), mask, 0, self.shared)
        states, mask = states[text_of], mask[text_of]
        return self.classifier(self.layers(states + self.marks(readings, ids.shape[1]), mask, self.shared, None))

    def marks(self, readings: Sequence[EncodedText], length: int) -> torch.Tensor:
        """Return what is added to the states before the upper layers, (n, length, hidden)."""
        places = torch.zeros(len(readings), length, 2)
        for row, one in enumerate(readings):
            if one.marked:
                places[row, 0, 0] = 1
                places[row, list(one.marked), 1] = 1
        return places.to(self.device) @ self.mark

    def layers(self, states: torch.Tensor, mask: torch.Tensor, first: int, last: int | None) -> torch.Tensor:
        """Return states (n, length, hidden) after some layers; mask: 1 for tokens, 0 for padding, (n, length)."""
        body: Any = self.mpnet.encoder
        hidden = (1 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
        bias = body.compute_position_bias(states)
        for layer in body.layer[first:last]:
            states = layer(states, hidden, bias)[0]
        return states


def padded(encoded: Sequence[Sequence[int]], pad: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Pad token ids to one length; return ids and mask, both of shape (n, longest)."""
    longest = max(map(len, encoded))
    ids = torch.tensor([[*row, *[pad] * (longest - len(row))] for row in encoded])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in encoded])
    return ids, mask
