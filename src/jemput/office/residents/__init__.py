"""The register: residents by NIK and family card."""
