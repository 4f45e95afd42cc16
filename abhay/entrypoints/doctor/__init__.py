"""The checks of `abhay doctor`: the machine is fit, every part exists, and every part answers.

Each check is a function of the settings, and a failed one says what to do. No check changes anything or
takes longer than a few seconds.
"""
