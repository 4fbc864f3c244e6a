"""Index the courses that were published before there was an index."""

from django.db import migrations

from learning.finding.rules import grams, words_of


def index(apps, schema_editor):
    Course = apps.get_model("learning", "Course")
    Word = apps.get_model("finding", "Word")
    Gram = apps.get_model("finding", "Gram")
    CourseWord = apps.get_model("finding", "CourseWord")
    known = {}
    for course in Course.objects.only("title", "search_text").iterator(chunk_size=500):
        weights = dict.fromkeys(words_of(course.search_text), 1)
        weights |= dict.fromkeys(words_of(course.title), 8)
        for text in weights:
            if text not in known:
                known[text] = Word.objects.create(text=text).pk
                Gram.objects.bulk_create(
                    Gram(word_id=known[text], text=gram) for gram in grams(text)
                )
        CourseWord.objects.bulk_create(
            CourseWord(course_id=course.pk, word_id=known[text], weight=weight)
            for text, weight in weights.items()
        )


class Migration(migrations.Migration):
    dependencies = [("finding", "0001_initial")]

    operations = [migrations.RunPython(index, migrations.RunPython.noop, elidable=True)]
