"""Spreadsheets as offices have them: old .xls, .xlsx, .ods and .csv, read into named fields row by row."""
