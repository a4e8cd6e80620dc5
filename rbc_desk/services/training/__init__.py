"""Trainings of a project: started, recorded, resumed."""
