"""发文字号: the identity of an official document (GB/T 9704-2012, 7.2.5)."""

from __future__ import annotations

from gazette_search.values import dataclass


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A 发文字号 in its three parts; `str()` gives the canonical form 葫政办发〔2020〕23号.

    The number of an order has no year: 国令第707号, 葫芦岛市人民政府令第12号.

    Attributes:
        agency_code: 机关代字, any agency's: 葫政办发, 辽政发, 国办发.
        year: Four-digit year, or None for orders that are counted through the years.
        serial: 发文顺序号, without leading zeros.
    """

    agency_code: str
    year: int | None
    serial: int

    def __str__(self) -> str:
        if self.year is None:
            return f"{self.agency_code}第{self.serial}号"
        return f"{self.agency_code}〔{self.year}〕{self.serial}号"
