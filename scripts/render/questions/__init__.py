"""Questions beyond the pages that they are about: those that the glossary asks, and all of them for a mixed test."""
