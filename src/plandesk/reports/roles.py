"""What a font is for on paper: the roles that styles name."""

from typing import Literal

Role = Literal["song", "song_bold", "hei", "kai", "fang", "title"]
