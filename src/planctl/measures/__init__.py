"""What numbers say: readings, suggested ratings, direction, forecast, and a chart's geometry."""
