from learning.questions.models.answer import Answered, ItemFigure
from learning.questions.models.question import Category, Question
from learning.questions.models.question_import import QuestionImport

__all__ = ["Answered", "Category", "ItemFigure", "Question", "QuestionImport"]
