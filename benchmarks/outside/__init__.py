"""What the measures against other people's labelled sets are made of.

bfcl.py       the Berkeley Function Calling Leaderboard: its cases, as tools, and its own checker
plain.py      the peer: Instructor's TOOLS mode over llama-cpp-python, nothing of llmos
slurp.py      SLURP's intents, and which plugin serves each
seal_tools.py Seal-Tools' functions as tools
sharing.py    shares with their intervals
fixtures.py   where the sets lie
"""
