"""What the two made-up agencies publish. Only data: `content.py` makes pages of it.

A lesson is (kind, title, content); the content of an article is a list of parts, of a
quiz a list of (question, right answer, wrong answers, feedback).
"""

AGENCIES = {
    "balai-nusantara": (
        "Balai Pelatihan Nusantara",
        "Bandung",
        "Melatih pelaksana layanan publik di kelas dan secara daring sejak 1998.",
    ),
    "pusat-digital": (
        "Pusat Pembelajaran Digital",
        "Makassar",
        "Materi digital singkat yang dapat dipelajari dari kantor mana pun.",
    ),
}

EMPATHY_ARTICLE = [
    "<p>Layanan publik adalah perjumpaan dua orang. Yang satu membawa urusan yang penting "
    "baginya, yang lain membawa wewenang untuk menyelesaikannya. Empati membuat "
    "perjumpaan itu selesai lebih cepat, bukan lebih lama.</p>"
    "<h2>Tiga kebiasaan kecil</h2>"
    "<ul><li><b>Dengarkan sampai selesai.</b> Rata-rata orang dipotong sebelum setengah "
    "menit berbicara.</li><li><b>Ulangi dengan kata sendiri.</b> Salah paham ketahuan "
    "sejak awal.</li><li><b>Jelaskan langkah berikutnya.</b> Apa, kapan, dan siapa.</li></ul>",
    (
        "success",
        "<p>Cobalah hari ini: ulangi keperluan setiap warga dalam satu kalimat sebelum "
        "Anda menjawab.</p>",
    ),
    "<h2>Ketika jawabannya tidak</h2><p>Penolakan lebih mudah diterima bila alasannya "
    "jelas dan ada jalan lain. Sebutkan syarat yang belum terpenuhi, cara memenuhinya, "
    "dan tempat untuk bertanya lagi.</p>",
]
EMPATHY_QUIZ = [
    (
        "Apa yang sebaiknya dilakukan lebih dulu ketika seorang warga datang marah?",
        "Mendengarkan sampai selesai tanpa memotong",
        ["Menjelaskan peraturan yang berlaku", "Memanggil petugas keamanan"],
        "Orang yang sudah didengar lebih siap mendengar.",
    ),
    (
        "Mengapa keperluan warga diulang dengan kata sendiri?",
        "Agar salah paham ketahuan sejak awal",
        ["Agar percakapan lebih panjang", "Karena diwajibkan formulir"],
        "Satu kalimat ulangan menghemat satu kunjungan ulang.",
    ),
    (
        "Penolakan yang baik menyebutkan ...",
        "syarat yang belum terpenuhi dan jalan untuk memenuhinya",
        ["nomor peraturannya saja", "bahwa sistem tidak mengizinkan"],
        "Alasan dan jalan keluar selalu berpasangan.",
    ),
]
MEMO_ARTICLE = [
    "<p>Naskah dinas dibaca orang yang sibuk. Kalimat pertama harus sudah menjawab: apa "
    "yang diminta, dari siapa, dan kapan.</p><h2>Pola empat kalimat</h2>"
    "<ol><li>Apa yang Anda minta atau putuskan.</li><li>Mengapa, dalam satu kalimat.</li>"
    "<li>Apa yang perlu dilakukan pembaca.</li><li>Batas waktu dan narahubung.</li></ol>",
    (
        "info",
        "<p>Satu kalimat, satu gagasan. Lebih dari 25 kata biasanya berarti dua "
        "kalimat.</p>",
    ),
]
MEMO_QUIZ = [
    (
        "Apa isi kalimat pertama naskah dinas yang baik?",
        "Apa yang diminta, dari siapa, dan kapan",
        ["Dasar hukum selengkapnya", "Salam dan basa-basi"],
        "Pembaca yang sibuk sering berhenti setelah kalimat pertama.",
    ),
    (
        "Kalimat lebih dari 25 kata sebaiknya ...",
        "dipecah menjadi dua kalimat",
        ["ditambah koma", "dicetak tebal"],
        "Satu kalimat, satu gagasan.",
    ),
]
SECURITY_ARTICLE = [
    "<p>Sebagian besar kebocoran data bermula dari sandi yang dipakai berulang atau tautan "
    "yang diklik tanpa diperiksa.</p><h2>Sandi</h2><p>Pakai kalimat sandi yang panjang, "
    "satu untuk setiap layanan, dan simpan di pengelola sandi.</p><h2>Tautan</h2><p>Baca "
    "alamatnya dari kanan ke kiri: <i>layanan.go.id.contoh.com</i> bukan alamat "
    "pemerintah.</p>",
    ("warning", "<p>Tidak ada petugas yang berhak meminta kode OTP Anda.</p>"),
]
SECURITY_QUIZ = [
    (
        "Manakah sandi yang paling kuat?",
        "hujan sore di dermaga tua 1987",
        ["Password123!", "KLN2026"],
        "Panjang mengalahkan rumit.",
    ),
    (
        "Seseorang mengaku dari pusat bantuan dan meminta kode OTP. Anda ...",
        "menolak dan melaporkannya",
        ["memberikannya bila ia tahu NIP Anda", "meminta surat tugasnya dulu"],
        "Kode OTP hanya untuk Anda.",
    ),
]
DATA_ARTICLE = [
    "<p>Sebelum membuat grafik, tanyakan tiga hal: dari mana data ini, apa satu barisnya, "
    "dan apa yang tidak ada di dalamnya.</p><h2>Tabel pivot dalam lima langkah</h2>"
    "<ol><li>Satu baris kepala.</li><li>Tanpa sel gabungan.</li><li>Satu jenis nilai "
    "setiap kolom.</li><li>Pilih baris, kolom, dan nilai.</li><li>Periksa jumlahnya "
    "dengan data asal.</li></ol>",
]
DATA_QUIZ = [
    (
        "Apa yang diperiksa pertama kali dari sebuah tabel?",
        "Apa arti satu barisnya dan dari mana asalnya",
        ["Warna grafiknya", "Jumlah kolomnya"],
        "Tanpa itu setiap angka dapat menyesatkan.",
    ),
]
GOVERNANCE_ARTICLE = [
    "<p>Data governance answers four questions for every data set: who owns it, who may "
    "use it, how good it is, and how long it is kept.</p><h2>Start small</h2><p>Name one "
    "owner for each of your ten most used data sets. Ownership on paper is worth more "
    "than a policy without names.</p>",
    ("info", "<p>A steward answers for quality every day; an owner decides.</p>"),
]
GOVERNANCE_QUIZ = [
    (
        "Who answers for the day-to-day quality of a data set?",
        "The data steward",
        ["The vendor", "Nobody in particular"],
        "The owner decides, the steward takes care.",
    ),
]
CLASS_ARTICLE = [
    "<p>Bacalah sebelum hari pertama. Bawalah satu standar pelayanan dari unit Anda; "
    "kita memperbaikinya bersama di kelas.</p><h2>Yang perlu disiapkan</h2><ul>"
    "<li>Satu standar pelayanan yang berlaku.</li><li>Tiga keluhan warga terakhir.</li>"
    "<li>Laptop atau telepon genggam.</li></ul>",
]
RISK_ARTICLE = [
    "<p>Risiko adalah akibat dari ketidakpastian pada tujuan. Daftar risiko yang baik "
    "cukup satu halaman: apa yang dapat terjadi, seberapa mungkin, seberapa berat, dan "
    "siapa yang menjaganya.</p>",
]
RISK_QUIZ = [
    (
        "Daftar risiko yang baik ...",
        "cukup satu halaman dan setiap risiko ada penjaganya",
        ["memuat semua kemungkinan", "disimpan oleh bagian hukum"],
        "Risiko tanpa penjaga tidak akan dikelola siapa pun.",
    ),
]

COURSES = [
    {
        "agency": "balai-nusantara",
        "slug": "pelayanan-berempati",
        "title": "Pelayanan Publik yang Berempati",
        "summary": "Untuk semua yang bertemu warga: mendengar, menjelaskan, dan menolak "
        "dengan cara yang membuat orang kembali percaya.",
        "outcomes": [
            "Mendengarkan keperluan warga sampai selesai dan mengulangnya dengan tepat",
            "Menjelaskan langkah, waktu, dan biaya tanpa istilah teknis",
            "Menolak permohonan dengan alasan dan jalan keluar",
        ],
        "form": "e_learning",
        "jp": 6,
        "minutes": 270,
        "competence": "pelayanan-publik",
        "lessons": [
            ("article", "Mengapa empati mempercepat layanan", EMPATHY_ARTICLE),
            ("scorm", "Tiga langkah di loket", None),
            ("quiz", "Uji pemahaman", EMPATHY_QUIZ),
        ],
    },
    {
        "agency": "balai-nusantara",
        "slug": "naskah-dinas-jelas",
        "title": "Menulis Naskah Dinas yang Jelas",
        "summary": "Nota dinas yang selesai dibaca dalam satu menit dan langsung dijawab.",
        "outcomes": [
            "Menyusun nota dinas dengan pola empat kalimat",
            "Menyunting kalimat panjang menjadi jelas",
        ],
        "form": "e_learning",
        "jp": 4,
        "minutes": 180,
        "competence": "komunikasi",
        "lessons": [
            ("article", "Pola empat kalimat", MEMO_ARTICLE),
            ("file", "Lembar contoh nota dinas", "Contoh nota dinas"),
            ("quiz", "Uji pemahaman", MEMO_QUIZ),
        ],
    },
    {
        "agency": "balai-nusantara",
        "slug": "lokakarya-standar-pelayanan",
        "title": "Lokakarya Menyusun Standar Pelayanan",
        "summary": "Dua hari memperbaiki standar pelayanan unit Anda bersama rekan dari "
        "unit lain.",
        "outcomes": [
            "Menilai standar pelayanan dari sudut pandang warga",
            "Menulis ulang satu standar pelayanan",
        ],
        "form": "workshop",
        "jp": 10,
        "minutes": 450,
        "competence": "pelayanan-publik",
        "lessons": [
            ("article", "Sebelum kelas dimulai", CLASS_ARTICLE),
            ("class_event", "Lokakarya dua hari", None),
        ],
        # days from today to the first sitting, length in days, seats
        "classes": [(9, 2, 24), (37, 2, 2), (60, 2, 20)],
    },
    {
        "agency": "balai-nusantara",
        "slug": "pengelolaan-arsip",
        "title": "Pelatihan Teknis Pengelolaan Arsip",
        "summary": "Tiga hari di kelas: klasifikasi, penyusutan, dan arsip elektronik.",
        "outcomes": ["Menyusun daftar arsip", "Menjalankan jadwal retensi arsip"],
        "form": "technical",
        "jp": 24,
        "minutes": 1080,
        "competence": "arsip",
        "access": "approval",
        "lessons": [("class_event", "Kelas tiga hari", None)],
        "classes": [(16, 3, 12)],
    },
    {
        "agency": "balai-nusantara",
        "slug": "kepemimpinan-tim",
        "title": "Memimpin Tim Kecil",
        "summary": "Untuk ketua tim: memberi umpan balik, membagi kerja, dan menumbuhkan "
        "orang.",
        "outcomes": [
            "Memberi umpan balik yang dapat dipakai",
            "Membagi kerja dengan adil",
        ],
        "form": "managerial",
        "jp": 16,
        "minutes": 720,
        "competence": "pengembangan-orang",
        "access": "approval",
        "approvals": "leader_agency",
        "lessons": [("class_event", "Kelas dua hari", None)],
        "classes": [(23, 2, 16)],
    },
    {
        "agency": "pusat-digital",
        "slug": "keamanan-informasi",
        "title": "Dasar-Dasar Keamanan Informasi",
        "summary": "Sandi, tautan, dan data warga: yang perlu dilakukan setiap pegawai.",
        "outcomes": ["Membuat sandi yang kuat", "Mengenali tautan palsu"],
        "form": "e_learning",
        "jp": 3,
        "minutes": 135,
        "competence": "keamanan-informasi",
        "lessons": [
            ("article", "Sandi dan tautan", SECURITY_ARTICLE),
            ("quiz", "Uji pemahaman", SECURITY_QUIZ),
        ],
    },
    {
        "agency": "pusat-digital",
        "slug": "analisis-data-lembar-kerja",
        "title": "Analisis Data dengan Lembar Kerja",
        "summary": "Dari tabel mentah ke jawaban: membersihkan, meringkas, dan menjelaskan.",
        "outcomes": ["Memeriksa asal dan arti data", "Meringkas data dengan tabel pivot"],
        "form": "distance_training",
        "jp": 8,
        "minutes": 360,
        "competence": "analisis-data",
        "lessons": [
            ("article", "Tiga pertanyaan sebelum grafik", DATA_ARTICLE),
            ("file", "Lembar latihan", "Latihan tabel pivot"),
            ("quiz", "Uji pemahaman", DATA_QUIZ),
        ],
    },
    {
        "agency": "pusat-digital",
        "slug": "data-governance",
        "title": "Data Governance for Public Institutions",
        "summary": "Ownership, stewardship and quality of public data, in plain words.",
        "outcomes": ["Name owners for key data sets", "Write a one-page data policy"],
        "form": "e_learning",
        "jp": 4,
        "minutes": 180,
        "language": "en",
        "scope": "international",
        "competence": "analisis-data",
        "lessons": [
            ("article", "Four questions for every data set", GOVERNANCE_ARTICLE),
            ("quiz", "Check your understanding", GOVERNANCE_QUIZ),
        ],
    },
    {
        "agency": "pusat-digital",
        "slug": "seminar-kecerdasan-artifisial",
        "title": "Seminar Kecerdasan Artifisial dalam Pelayanan Publik",
        "summary": "Sehari bersama praktisi: apa yang sudah berjalan, apa yang belum layak.",
        "outcomes": ["Menilai usulan pemakaian kecerdasan artifisial di unit sendiri"],
        "form": "seminar",
        "jp": 4,
        "minutes": 360,
        "competence": "analisis-data",
        "lessons": [("class_event", "Seminar sehari", None)],
        "classes": [(12, 1, 150), (33, 1, 4)],
    },
    {
        "agency": "pusat-digital",
        "slug": "manajemen-risiko",
        "title": "Manajemen Risiko Satu Halaman",
        "summary": "Menyusun daftar risiko unit yang benar-benar dipakai.",
        "outcomes": ["Menyusun daftar risiko satu halaman"],
        "form": "distance_training",
        "jp": 6,
        "minutes": 270,
        "competence": "manajemen-risiko",
        "draft": True,  # waits for the agency's reviewer
        "lessons": [
            ("article", "Risiko dan penjaganya", RISK_ARTICLE),
            ("quiz", "Uji pemahaman", RISK_QUIZ),
        ],
    },
]

# Technical competences; the nine of every civil servant are shipped.
COMPETENCES = [
    ("arsip", "Pengelolaan arsip", "Records management"),
    ("keamanan-informasi", "Keamanan informasi", "Information security"),
    ("analisis-data", "Analisis data", "Data analysis"),
    ("manajemen-risiko", "Manajemen risiko", "Risk management"),
]
