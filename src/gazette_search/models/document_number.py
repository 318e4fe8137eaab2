"""发文字号: the identity of an official document (GB/T 9704-2012, 7.2.5)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """A 发文字号 in its three parts; `str()` gives the canonical form 葫政办发〔2020〕23号.

    Attributes:
        agency_code: 机关代字, any agency's: 葫政办发, 辽政发, 国办发.
        year: Four-digit year.
        serial: 发文顺序号, without leading zeros.
    """

    agency_code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.agency_code}〔{self.year}〕{self.serial}号"
