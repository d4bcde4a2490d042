namespace IlgpuCnn.Data.Curriculum;

/// <summary>
/// An order whose every prefix has each class in its share of the whole, as near as whole images allow: of C classes,
/// the count of a class of n among the first v of N images is nowhere further from v·n / N than 1 − 1 / (2C − 2), and
/// no order can promise less. By Tijdeman, "The chairman assignment problem" (Discrete Mathematics 32, 1980): the next
/// image is of the class that must come soonest, among those that would not get too far ahead.
/// </summary>
internal static class ProportionalOrder
{
    /// <summary>Reorders images, each class keeping its own order.</summary>
    /// <param name="ordered">Indices of all images.</param>
    /// <param name="labels">Class of each image.</param>
    public static int[] Create(int[] ordered, int[] labels)
    {
        int[] places = new int[ordered.Length];
        for (int place = 0; place < places.Length; place++)
            places[ordered[place]] = place;
        ClassTurns[] classes = [.. ordered.GroupBy(i => labels[i]).Select(own => new ClassTurns([.. own]))];
        long slack = Math.Max(1, (2 * classes.Length) - 2);
        int[] order = new int[ordered.Length];
        for (int visible = 0; visible < order.Length; visible++)
        {
            ClassTurns? next = null;
            foreach (ClassTurns candidate in classes)
            {
                if (candidate.MayCome(visible + 1, order.Length, slack) && IsSooner(candidate, next, slack, places))
                    next = candidate;
            }

            // The shortfalls of all classes add up to one image, so one class has enough of it.
            order[visible] = next!.Take();
        }

        return order;
    }

    // Classes that are due at once come in the order of their images.
    private static bool IsSooner(ClassTurns one, ClassTurns? other, long slack, int[] places)
    {
        if (other is null)
            return true;
        int sooner = one.Deadline(slack).CompareTo(other.Deadline(slack));
        return sooner == 0 ? places[one.Next] < places[other.Next] : sooner < 0;
    }

    private sealed class ClassTurns(int[] images)
    {
        private int taken;

        public int Next => images[taken];

        public int Take() => images[taken++];

        // Whether it lacks 1 / slack of an image at least, at a size of all images: never once it is used up.
        public bool MayCome(long size, long all, long slack) =>
            slack * ((size * images.Length) - (taken * all)) >= all;

        // The share of all images by which its next one must have come.
        public double Deadline(long slack) => (taken + 1 - (1.0 / slack)) / images.Length;
    }
}
