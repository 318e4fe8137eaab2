"""任务分工: who must do what by when."""
