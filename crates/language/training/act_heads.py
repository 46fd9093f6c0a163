"""The heads of the network of acts over vectors of words, their loss and their scores, which teacher and student share."""

import torch
import torch.nn.functional as F
from torch import nn

from acts import ROLES, STATUSES, TYPES, UNKNOWN

# The length of the vectors by which trigger and party are matched, for each role.
MATCH = 48
STATUS_WEIGHT, ROLE_WEIGHT = 0.25, 0.15


class ActHeads(nn.Module):
    """For each word the type of the act that it names and its status; for each pair of words whether one is a party to the other."""

    def __init__(self, width, drop):
        super().__init__()
        self.kind, self.status = nn.Linear(width, len(TYPES)), nn.Linear(width, len(STATUSES))
        self.trigger, self.party = nn.Linear(width, MATCH * len(ROLES)), nn.Linear(width, MATCH * len(ROLES))
        self.role_bias = nn.Parameter(torch.full((len(ROLES),), -3.0))
        self.drop = drop

    def outputs(self, hidden):
        """Scores of types, of statuses, and of roles: trigger by party by role."""
        rows, n, _ = hidden.shape
        trigger = self.trigger(hidden).view(rows, n, len(ROLES), MATCH)
        party = self.party(hidden).view(rows, n, len(ROLES), MATCH)
        roles = torch.einsum("btrm,bprm->btpr", trigger, party) / MATCH**0.5 + self.role_bias
        return self.kind(hidden), self.status(hidden), roles


def gold_layers(sentences):
    rows, n = len(sentences), max(len(s.words) for s in sentences)
    layers = {
        "types": torch.full((rows, n), UNKNOWN),
        "weights": torch.zeros(rows, n),
        "statuses": torch.full((rows, n), UNKNOWN),
        "roles": torch.zeros(rows, n, n, len(ROLES)),
        "roles_known": torch.zeros(rows, n, n, 1),
    }
    for row, sentence in enumerate(sentences):
        length = len(sentence.words)
        layers["types"][row, :length] = 0
        layers["weights"][row, :length] = torch.tensor(sentence.weights())
        for act in sentence.acts:
            for word in act.words:
                layers["types"][row, word] = act.type
                layers["statuses"][row, word] = act.status
                layers["roles_known"][row, word, :length] = 1
                for role, parties in enumerate((act.source, act.target)):
                    for party in parties:
                        layers["roles"][row, word, party, role] = 1
    return layers


def loss_of(outputs, layers):
    types, statuses, roles = outputs
    entropy = F.cross_entropy(types.transpose(1, 2), layers["types"], ignore_index=UNKNOWN, reduction="none")
    loss = (entropy * layers["weights"]).sum() / layers["weights"].sum()
    known = layers["statuses"] != UNKNOWN
    if known.any():
        loss = loss + STATUS_WEIGHT * F.cross_entropy(statuses[known], layers["statuses"][known])
        binary = F.binary_cross_entropy_with_logits(roles, layers["roles"], reduction="none")
        per_trigger = (binary * layers["roles_known"]).sum() / known.sum()
        loss = loss + ROLE_WEIGHT * per_trigger
    return loss


def found_acts(types, statuses, roles, least):
    """The acts that the scores of one sentence amount to, as (words, type, status, source, target)."""
    p = types.softmax(-1)
    some, best = 1 - p[:, 0], p[:, 1:].argmax(-1) + 1
    out, k = [], 0
    while k < len(p):
        j = k
        if some[k] > least:
            while j + 1 < len(p) and some[j + 1] > least and best[j + 1] == best[k]:
                j += 1
            words = list(range(k, j + 1))
            weights = some[k : j + 1, None]
            status = int((statuses[k : j + 1].softmax(-1) * weights).sum(0).argmax())
            sides = ((roles[k : j + 1].sigmoid() * weights[..., None]).sum(0) / weights.sum()) > 0.5
            source, target = (sides[:, r].nonzero().flatten().tolist() for r in (0, 1))
            out.append((words, int(best[k]), status, source, target))
        k = j + 1
    return out


class Scores:
    """Detection, type, status and parties, by overlap of triggers; optional gold costs nothing."""

    def __init__(self, least):
        self.least = least
        self.predicted = self.gold = self.found = self.right = self.status = 0
        self.sides = [[0, 0, 0], [0, 0, 0]]

    def add(self, sentence, types, statuses, roles):
        self.gold += sum(not a.optional for a in sentence.acts)
        used = set()
        for words, kind, status, *sides in found_acts(types, statuses, roles, self.least):
            hits = [k for k, a in enumerate(sentence.acts) if k not in used and set(a.words) & set(words)]
            hits.sort(key=lambda k: (sentence.acts[k].type != kind, sentence.acts[k].optional))
            if hits:
                used.add(hits[0])
                act = sentence.acts[hits[0]]
                if act.type == kind:
                    for counts, ours, theirs in zip(self.sides, sides, (act.source, act.target)):
                        for slot, n in enumerate((len({*ours} & {*theirs}), len(ours), len(theirs))):
                            counts[slot] += n
                if act.optional:
                    continue
                self.found += 1
                self.right += act.type == kind
                self.status += act.type == kind and act.status == status
            self.predicted += 1

    def line(self):
        f1 = lambda both, a, b: f"{200 * both / max(1, a + b):.1f}"
        sides = ", ".join(f"{role} {f1(*counts)}" for role, counts in zip(ROLES, self.sides))
        return (
            f"{self.least}: detection P {100 * self.found / max(1, self.predicted):.1f} R {100 * self.found / max(1, self.gold):.1f} "
            f"F1 {f1(self.found, self.predicted, self.gold)}, type F1 {f1(self.right, self.predicted, self.gold)}, "
            f"status {100 * self.status / max(1, self.right):.1f}, {sides}"
        )


def evaluate(model, sentences, batches, outputs_of, thresholds=(0.3, 0.5, 0.7)):
    """Lines of scores; `outputs_of` runs the model on a list of sentences."""
    model.eval()
    scores = [Scores(t) for t in thresholds]
    with torch.no_grad():
        for numbers in batches:
            chosen = [sentences[i] for i in numbers]
            types, statuses, roles = outputs_of(chosen)
            for row, sentence in enumerate(chosen):
                n = len(sentence.words)
                for score in scores:
                    score.add(sentence, types[row, :n], statuses[row, :n], roles[row, :n, :n])
    model.train()
    return [s.line() for s in scores]
