using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.Catalogs;

public sealed class CatalogTests
{
    private static Catalog<Sound> Sounds => new("sound");

    [Test]
    public void Entries_AtFirst_AreTheAssemblysByName()
    {
        Assert.That(Sounds.Names, Is.EqualTo(new[] { "beep", "hum", "silence" }));
        Assert.That(Sounds.NameList, Is.EqualTo("beep, hum, silence"));
        Assert.That(Sounds.Find("HUM").Description, Is.EqualTo("a low tone"));
        Assert.That(Sounds.Has("Beep"), Is.True);
        Assert.That(Sounds.Has("boop"), Is.False);
        Assert.That(
            Sounds.Entries.Select(entry => entry.NeedsNoArguments), Is.EqualTo(new[] { false, true, true }));
    }

    [Test]
    public void Parse_WithArguments_FillsInTheDefaults()
    {
        Component<Sound> hum = Sounds.Parse(" Hum( hertz = 60 ) ");
        Assert.That(hum.Value, Is.EqualTo(new Hum(60, true)));
        Assert.That(hum.Text, Is.EqualTo("hum( hertz = 60 )"));
        Assert.That(hum.FullText, Is.EqualTo("hum(hertz=60,loud=true)"));
        Assert.That(hum.Name, Is.EqualTo("hum"));
        Assert.That($"{hum}", Is.EqualTo(hum.Text));
    }

    [Test]
    public void Equals_ByFullText_IsWhateverWasWritten()
    {
        Assert.That(Sounds.Parse("hum"), Is.EqualTo(Sounds.Parse("HUM(loud=true,hertz=50)")));
        Assert.That(Sounds.Parse("hum").GetHashCode(), Is.EqualTo(Sounds.Parse("hum(hertz=50)").GetHashCode()));
        Assert.That(Sounds.Parse("hum"), Is.Not.EqualTo(Sounds.Parse("hum(hertz=51)")));
        Component<Sound> made = new Hum(50, true);
        Assert.That(made, Is.EqualTo(Sounds.Parse("hum")));
    }

    [TestCase("humm", "Unknown sound 'humm': did you mean 'hum'? Known: beep, hum, silence.")]
    [TestCase("beep", "The sound 'beep' needs times: write beep(times=…).")]
    [TestCase("beep(hertz=1)", "The sound 'beep(hertz=1)' has an unknown argument 'hertz': it takes times, style.")]
    [TestCase("silence(a=1)", "The sound 'silence(a=1)' has an unknown argument 'a': it takes none.")]
    [TestCase("hum(hertz=high)", "In the sound 'hum(hertz=high)', hertz is 'high', which is not a number.")]
    [TestCase("hum(hertz=5)", "In the sound 'hum(hertz=5)', hertz must be at least 10.")]
    [TestCase("hum(hertz=1e5)", "In the sound 'hum(hertz=1e5)', hertz must be at most 20000.")]
    [TestCase("hum(loud=yes)", "In the sound 'hum(loud=yes)', loud must be true or false.")]
    [TestCase("beep(times=1.5)", "In the sound 'beep(times=1.5)', times must be whole: it counts something.")]
    [TestCase("beep(times=3000000000)", "times must be at most 2147483647.")]
    public void Parse_Wrong_SaysWhat(string text, string sentence) =>
        Assert.That(() => Sounds.Parse(text), Refused.With(sentence));

    [Test]
    public void Parse_WordOfTheDefault_IsNull()
    {
        Assert.That(Sounds.Parse("beep(times=2)").Value, Is.EqualTo(new Beep(2, null)));
        Assert.That(Sounds.Parse("beep(times=2,style=none)").Value, Is.EqualTo(new Beep(2, null)));
        Assert.That(Sounds.Parse("beep(times=2,style=short)").Value, Is.EqualTo(new Beep(2, "short")));
    }

    // Only the form's own words in capitals stand for what is missing.
    [Test]
    public void Parse_ValueInCapitals_IsThatValue()
    {
        Assert.That(Sounds.Parse("beep(times=2,style=SHORT)").Value, Is.EqualTo(new Beep(2, "SHORT")));
        Assert.That(Sounds.Parse("hum(loud=TRUE)").Value, Is.EqualTo(new Hum(50, true)));
        Assert.That(() => Sounds.Parse("beep(style=COUNT)"), Refused.With("needs times: write beep(times=…)."));
    }

    [Test]
    public void Parse_WhatItsClassCannotMake_IsOneSentence()
    {
        Catalog<Sound> sounds = Sounds.Register("bang", "fails", _ => throw new InvalidOperationException("kaboom"));
        sounds.Register("void", "makes nothing", _ => null!);
        Assert.That(() => sounds.Parse("bang"), Refused.With("The sound 'bang' can't be made", "kaboom"));
        Assert.That(() => sounds.Parse("void"), Refused.With("The sound 'void' can't be made", "nothing was made"));
    }

    [Test]
    public void Register_ClassThatCannotBeMade_IsRefused()
    {
        Catalog<PacingFunction> pacings = new("pacing function");
        Assert.That(() => pacings.Register<Abstract>(), Throws.ArgumentException.With.Message.Contains("Abstract is abstract"));
        Assert.That(
            () => pacings.Register<NoConstructor>(),
            Throws.ArgumentException.With.Message.Contains("NoConstructor has no public constructor"));
        Assert.That(
            () => pacings.Register<NoProperty>(),
            Throws.ArgumentException.With.Message.Contains("no public property for its argument 'key'"));
        Assert.That(
            () => Sounds.Register("", "nameless", _ => new Silence()), Throws.ArgumentException.With.Message.Contains("no name"));
    }

    [Test]
    public void Register_AnotherThing_StandsBehindTheOthers()
    {
        Catalog<Sound> sounds = Sounds.Register("gong(hertz=80)", "one stroke", a => new Hum(a.Count("hertz"), true));
        Assert.That(sounds.Names, Is.EqualTo(new[] { "beep", "hum", "silence", "gong" }));
        Assert.That(sounds.Parse("gong").Value, Is.EqualTo(new Hum(80, true)));
        Assert.That(sounds.Parse("gong").FullText, Is.EqualTo("gong(hertz=80)"));
    }

    [TestCase("hum(hertz=5e1)", "hum(hertz=50)")]
    [TestCase("hum(hertz=50)", "hum( hertz = 50.0 )")]
    public void Parse_NumbersWrittenInTwoWays_AreEqual(string one, string other) =>
        Assert.That(Sounds.Parse(one), Is.EqualTo(Sounds.Parse(other)));

    [Test]
    public void Register_NameThatIsTaken_IsRefused()
    {
        Catalog<Sound> sounds = Sounds;
        Assert.That(
            () => sounds.Register("hum(a=1)", "another", _ => new Silence()),
            Throws.ArgumentException.With.Message.EqualTo("There is a sound 'hum' already."));
        Assert.That(
            () => sounds.Register("HUM", "another", _ => new Silence()), Throws.ArgumentException.With.Message.Contains("already"));
        Assert.That(sounds.Names, Has.Exactly(3).Items);
        Assert.That(() => sounds.Register<Hum>(), Throws.ArgumentException.With.Message.Contains("'hum' already"));
        Assert.That(
            () => sounds.Register<Unnamed>(),
            Throws.ArgumentException.With.Message.Contains("Unnamed has no Component"));
    }

    [Test]
    public void NameOf_ValueWithoutArguments_IsItsName()
    {
        Assert.That(Sounds.NameOf(new Silence()), Is.EqualTo("silence"));
        Assert.That(() => Sounds.NameOf(new Hum(7, false)), Refused.With("No sound of the catalog is", "register it"));
    }

    private abstract record Sound;

    [Component("hum(hertz=50,loud=true)", "a low tone")]
    private sealed record Hum(int Hertz, bool Loud) : Sound
    {
        public Hum(ComponentArguments a)
            : this(a.Count("hertz", 10, 20_000), a.Flag("loud"))
        {
        }
    }

    [Component("beep(times=COUNT,style=none)", "short tones")]
    private sealed record Beep(int Times, string? Style) : Sound
    {
        public Beep(ComponentArguments a)
            : this(a.Count("times"), a.OptionalText("style"))
        {
        }
    }

    [Component("silence", "nothing")]
    private sealed record Silence : Sound;

    private sealed record Unnamed : Sound;

    [Component("abstract", "is made by nobody")]
    private abstract record Abstract : PacingFunction;

    [Component("no-constructor(size=1)", "takes what nobody has")]
    private sealed record NoConstructor(int Size) : PacingFunction
    {
        public override double SizeAt(long step, PacingScope scope) => Size;
    }

    [Component("no-property(key=1)", "forgets what it was given")]
    private sealed record NoProperty : PacingFunction
    {
        public override double SizeAt(long step, PacingScope scope) => 1;
    }
}
