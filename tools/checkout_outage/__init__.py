"""A made-up outage of a web shop's checkout, written as the evidence that real systems would leave."""
