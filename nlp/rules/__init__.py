"""The rules that ship with Facevalue, one YAML file for each group of variables."""
